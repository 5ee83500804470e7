from contextvars import ContextVar

language: ContextVar[str] = ContextVar("language", default="en")

with language.set("zh"):
    print(f"Outer block: {language.get()}")
    with language.set("fr"):  # (1)!
        print(f"Inner block: {language.get()}")
    print(f"Outer block again: {language.get()}")

try:
    with language.set("de"):
        raise KeyError("no such word")
except KeyError:
    print(f"After an exception: {language.get()}")  # (2)!
