"""Which offers speak of the same things: TF-IDF over title, topics and summary.

A prior for offers that nobody has taken yet, and no more than that. Only the nearest are kept, so
that reading it costs a decision the same in a catalogue of any size.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.model.catalogue import Offer

NEAREST = 24
"""How many like offers are kept for each."""
COMMON = 400
"""A word in more offers than this tells nothing apart; it also bounds the work."""
BLOCK = 1024
_TITLE, _TOPIC, _SUMMARY = 3, 3, 1
_WORD = re.compile(r"[^\W_]{3,}")


class Likeness(NamedTuple):
    """For each offer the places of the nearest others and their cosines, nearest first."""

    places: NDArray[np.int64]
    cosines: NDArray[np.float64]

    @classmethod
    def of(cls, offers: Sequence[Offer]) -> "Likeness":
        size = len(offers)
        places = np.zeros((size, min(NEAREST, size)), np.int64)
        cosines = np.zeros(places.shape)
        vectors = _vectors(offers)
        if not vectors.nnz:
            return cls(places, cosines)
        turned = vectors.T.tocsr()
        for start in range(0, size, BLOCK):
            end = min(start + BLOCK, size)
            _nearest((vectors[start:end] @ turned).tocsr(), start, places, cosines)
        return cls(places, cosines)


def _nearest(
    like: csr_array, start: int, places: NDArray[np.int64], cosines: NDArray[np.float64]
) -> None:
    """Keep the best of each line; the offer itself is no news."""
    keep = places.shape[1]
    for line in range(like.shape[0]):
        row = slice(like.indptr[line], like.indptr[line + 1])
        found, cosine = like.indices[row], like.data[row]
        other = found != start + line
        found, cosine = found[other], cosine[other]
        if len(found) > keep:
            top = np.argpartition(cosine, len(cosine) - keep)[len(cosine) - keep :]
            found, cosine = found[top], cosine[top]
        best = np.lexsort((found, -cosine))
        places[start + line, : len(best)] = found[best]
        cosines[start + line, : len(best)] = cosine[best]


def _vectors(offers: Sequence[Offer]) -> csr_array:
    """One line an offer, of length one; words of one offer only, or of too many, are left out."""
    counts = [_words(offer) for offer in offers]
    spread = Counter(word for count in counts for word in count)
    kept = sorted(word for word, found in spread.items() if 1 < found <= COMMON)
    columns = {word: column for column, word in enumerate(kept)}
    idf = {word: float(np.log1p(len(offers) / spread[word])) for word in kept}
    rows, cols, values = [], [], []
    for row, count in enumerate(counts):
        weights = {
            word: np.log1p(found) * idf[word] for word, found in count.items() if word in idf
        }
        length = np.sqrt(sum(weight**2 for weight in weights.values()))
        for word, weight in weights.items():
            rows.append(row)
            cols.append(columns[word])
            values.append(weight / length)
    return csr_array((values, (rows, cols)), shape=(len(offers), max(len(kept), 1)))


def _words(offer: Offer) -> Counter[str]:
    found: Counter[str] = Counter()
    parts = ((offer.title, _TITLE), (" ".join(offer.topics), _TOPIC), (offer.summary, _SUMMARY))
    for text, weight in parts:
        for word in _WORD.findall(text.casefold()):
            found[word] += weight
    return found
