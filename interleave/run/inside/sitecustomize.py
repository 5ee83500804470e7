"""Runs inside each Python process of a run before the program does; when the program starts no trace of it is left.

It gives the program a keeper, writes down this process's id (below zero for a helper of `multiprocessing`: the fork
server, the resource tracker), makes `faulthandler` answer the signal by which the run asks for stacks, sets the default
start method if the run forces one, and guards, shakes and traces the process. Every supported Python imports it (and
some older ones can), so it is written for all of them.
"""


def _enter() -> None:
    """Prepare this process as the run's environment variables say."""
    # `signal` itself would import `enum`, which most programs do without.
    import _signal as signal  # type: ignore[import-not-found]
    import os
    import sys

    report = os.environ.get("INTERLEAVE_PIDS")
    if not report:
        return

    def report_id(number: int) -> None:
        try:
            file = os.open(report, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
        except OSError:
            return
        try:
            os.write(file, b"%8d\n" % number)  # of one length, so that they can be counted: guarding.py
        finally:
            os.close(file)

    socket = os.environ.pop("INTERLEAVE_KEEPER", "")
    if socket:  # the first process of the run
        _become_program(int(socket), os.path.dirname(report))

    if hasattr(signal, "SIGRTMAX"):  # sent when the time limit has passed: interleave/run/asking.py
        import faulthandler

        faulthandler.register(signal.SIGRTMAX - 7, file=2, all_threads=True)

    method = os.environ.get("INTERLEAVE_START_METHOD")
    if method:
        # The default, not the choice: the program may still call set_start_method.
        from multiprocessing import context

        contexts = context._concrete_contexts  # type: ignore[attr-defined]
        context._default_context._default_context = contexts[method]  # type: ignore[attr-defined]

    command = " ".join(getattr(sys, "orig_argv", ()))
    helpers = ("multiprocessing.forkserver import main", "multiprocessing.resource_tracker import main")
    is_helper = any(helper in command for helper in helpers)  # what forks from the fork server is none
    report_id(-os.getpid() if is_helper else os.getpid())
    os.register_at_fork(after_in_child=lambda: report_id(os.getpid()))

    if hasattr(sys, "addaudithook"):
        import guarding  # type: ignore[import-not-found,unused-ignore]

        guarding.guard(report, int(os.environ["INTERLEAVE_PROCESSES"]), os.environ["INTERLEAVE_SEMAPHORES"])
        del sys.modules["guarding"]

    shake = os.environ.get("INTERLEAVE_SHAKE")
    if shake:
        import shaking  # type: ignore[import-not-found,unused-ignore]

        with open(report, "rb") as ids:
            shaking.begin(shake, ids.read().count(b"\n"))
        del sys.modules["shaking"]

    trace = os.environ.get("INTERLEAVE_TRACE")
    if trace:
        import tracing  # type: ignore[import-not-found,unused-ignore]

        tracing.begin(trace)
        del sys.modules["tracing"]


def _become_program(socket: int, base: str) -> None:
    """Fork a keeper off, and set up what a shell leaves to a program."""
    import _signal as signal
    import os
    import sys

    import keeping  # type: ignore[import-not-found,unused-ignore]

    try:
        keeping.keep(socket, base)  # returns in the program's process
    except BaseException:  # noqa: BLE001  (`site` would go on, without keeper and fence)
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    del sys.modules["keeping"], sys.modules["kernel"]
    # The process that started the run may ignore these ("make test &" ignores SIGINT); a reader's shell does not.
    for number, handler in (
        (signal.SIGHUP, signal.SIG_DFL),
        (signal.SIGINT, signal.default_int_handler),
        (signal.SIGQUIT, signal.SIG_DFL),
        (signal.SIGTERM, signal.SIG_DFL),
    ):
        if signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, handler)
    if sys.platform == "darwin":  # some system libraries do not work in a process that forked and did not exec
        os.execv(sys.executable, sys.orig_argv)


def _leave() -> None:
    """Take this directory off the module search path, and import the environment's own `sitecustomize`, if any."""
    import os
    import sys

    folder = os.path.dirname(__file__)
    if folder in sys.path:
        # As if this file had never been: with no other `sitecustomize`, `site` expects just this ImportError.
        sys.path.remove(folder)
        sys.path_importer_cache.pop(folder, None)
        sys.modules.pop(__name__, None)
        __import__(__name__)


_enter()
_leave()
