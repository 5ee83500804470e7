"""Quizzes: outputs about which a page asks "possible or impossible?", and which the snippet's contract answers."""

from interleave.quiz.answer import Answer, answered, unexpected
from interleave.quiz.html import quiz_html
from interleave.quiz.question import Option, Quiz, read_quiz

__all__ = ["Answer", "Option", "Quiz", "answered", "quiz_html", "read_quiz", "unexpected"]
