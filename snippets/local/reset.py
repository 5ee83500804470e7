from contextvars import ContextVar, copy_context

language: ContextVar[str] = ContextVar("language")

print(f"Not set: {language.get('en')}")  # (1)!
try:
    language.get()
except LookupError as error:
    print(f"LookupError: {error}")

first = language.set("zh")
second = language.set("fr")  # (2)!
print(f"Set twice: {language.get()}, before it {second.old_value}")
try:
    copy_context().run(language.reset, second)  # (3)!
except ValueError as error:
    print(f"ValueError: {error}")
language.reset(second)
print(f"Reset: {language.get()}")
language.reset(first)
print(f"Reset again: {language.get('not set')}")
try:
    language.reset(first)
except RuntimeError as error:
    print(f"RuntimeError: {error}")
