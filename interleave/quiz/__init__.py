"""Quizzes: outputs about which a page asks "possible or impossible?", with answers from the snippet's contract."""

from interleave.quiz.answer import Answer, answered
from interleave.quiz.check import unexpected
from interleave.quiz.html import quiz_html
from interleave.quiz.question import Option, Quiz, read_quiz

__all__ = ["Answer", "Option", "Quiz", "answered", "quiz_html", "read_quiz", "unexpected"]
