"""Answering held-out cases with the engine that serves: what would have been recommended then?"""

from recommender.evaluation.replay.cases import Answer, Ask, CaseId, Question, StreamLine
from recommender.evaluation.replay.log import Log, LogLine
from recommender.evaluation.replay.probes import Part, parts
from recommender.evaluation.replay.static import answer_questions
from recommender.evaluation.replay.stream import answer_stream

__all__ = [
    "Answer",
    "Ask",
    "CaseId",
    "Log",
    "LogLine",
    "Part",
    "Question",
    "StreamLine",
    "answer_questions",
    "answer_stream",
    "parts",
]
