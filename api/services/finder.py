"""Finding offers by words, typing errors forgiven: an index over the words of one shelf.

It lives in the process, because row-level security keeps PostgreSQL from using its full-text index.
A word of the search matches a word of the shelf if it is the same, its beginning, or a few edits
away. An offer's relevance is the share of the search that it holds, each word weighed by its rarity
and by where it stands; 1 is all of it in the title.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from recommender import Offer

Floats = NDArray[np.float64]

WORD = re.compile(r"\w+")
TITLE, TOPIC, SUMMARY = 1.0, 0.9, 0.5
"""What a word is worth by where it stands."""
BEGINNING = 0.8
"""What the beginning of a word is worth, beside the whole."""
EDIT = 0.25
"""What each edit costs."""
MOST_WORDS = 8
MOST_LIKE = 50
"""Words of the shelf that one word of the search can stand for."""


def words(text: str) -> list[str]:
    """Without case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return WORD.findall("".join(char for char in plain if not unicodedata.combining(char)))


def edits(word: str) -> int:
    """How many typing errors a word of this length may hold."""
    length = len(word)
    return 0 if length <= 3 else 1 if length <= 5 else 2  # noqa: PLR2004  # the rule itself


@dataclass(frozen=True, slots=True)
class Finder:
    vocabulary: tuple[str, ...]
    """Sorted, so that words with one beginning are neighbours."""
    places: tuple[NDArray[np.int64], ...]
    """For each word the offers that hold it."""
    worth: tuple[Floats, ...]
    """For each word what it is worth in each of them."""
    rarity: Floats
    size: int

    @classmethod
    def of(cls, offers: Sequence[Offer]) -> "Finder":
        index: defaultdict[str, dict[int, float]] = defaultdict(dict)
        for place, offer in enumerate(offers):
            for word, worth in _words(offer):
                held = index[word]
                held[place] = max(held.get(place, 0.0), worth)
        vocabulary = tuple(sorted(index))
        held_by = [index[word] for word in vocabulary]
        counts = np.array([len(held) for held in held_by], np.float64)
        return cls(
            vocabulary=vocabulary,
            places=tuple(np.fromiter(held, np.int64) for held in held_by),
            worth=tuple(np.fromiter(held.values(), np.float64) for held in held_by),
            rarity=np.log1p(len(offers) / counts),
            size=len(offers),
        )

    def find(self, search: str) -> Floats:
        """The relevance of each offer, 0 to 1."""
        asked = words(search)[:MOST_WORDS]
        total = np.zeros(self.size)
        weight = 0.0
        for word in asked:
            like = self.like(word)
            rarity = max((self.rarity[number] for number in like), default=self._unheard)
            total += rarity * self._held(like)
            weight += rarity
        return total / weight if weight else total

    def like(self, word: str) -> dict[int, float]:
        """The numbers of the words it may stand for, each with its likeness."""
        found = dict(self._near(word))
        for number in self._beginning(word):
            found[number] = max(found.get(number, 0.0), BEGINNING)
        at = bisect_left(self.vocabulary, word)
        if at < len(self.vocabulary) and self.vocabulary[at] == word:
            found[at] = 1.0
        return found

    def _near(self, word: str) -> Iterator[tuple[int, float]]:
        allowed = edits(word)
        if not allowed:
            return
        near = process.extract(
            word, self.vocabulary, scorer=OSA.distance, score_cutoff=allowed, limit=MOST_LIKE
        )
        for _, distance, number in near:
            yield number, 1.0 - EDIT * distance

    def _beginning(self, word: str) -> range:
        first = bisect_left(self.vocabulary, word)
        last = bisect_left(self.vocabulary, word + "\U0010ffff", first)
        return range(first, min(last, first + MOST_LIKE))

    def _held(self, like: dict[int, float]) -> Floats:
        """For each offer the best of the words that one word of the search may stand for."""
        best = np.zeros(self.size)
        for number, likeness in like.items():
            places = self.places[number]
            best[places] = np.maximum(best[places], likeness * self.worth[number])
        return best

    @property
    def _unheard(self) -> float:
        return float(np.log1p(self.size))


def _words(offer: Offer) -> Iterator[tuple[str, float]]:
    for text, worth in (
        (offer.summary, SUMMARY),
        (offer.title, TITLE),
        (offer.format, TOPIC),
        (" ".join(offer.topics), TOPIC),
    ):
        for word in words(text):
            yield word, worth
