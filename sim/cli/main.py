"""The command line. Heavy things are imported only when a command needs them."""

import difflib
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

DONE, RUN_FAILED, INPUT_WRONG, CANNOT_WRITE, INTERRUPTED = 0, 1, 2, 3, 130
COMMANDS = ("run", "check", "report", "show", "status", "merge")
# Known by name, since what defines them is loaded only when a command needs it.
EXPECTED = frozenset({"WorkersDied", "ClusterTrouble", "RunsMissing"})

app = typer.Typer(
    name="zonesim",
    help="Try policies on a simulated industrial zone: effects, costs per net job, and how sure they are.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.command()
def run(
    file: Annotated[
        Path, typer.Argument(help="A scenario or an experiment: a file, or the name of one that is shipped.")
    ],
    out: Annotated[Path | None, typer.Option(help="Results folder; results/NAME where not given.")] = None,
    replicates: Annotated[
        int | None, typer.Option(min=1, max=100_000, help="Exactly so many, whatever precision is asked.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, max=2**63 - 1, help="The master seed.")] = 1,
    workers: Annotated[
        int | None, typer.Option(min=1, max=1024, help="Processes that work at once; one a processor where not given.")
    ] = None,
    years: Annotated[float | None, typer.Option(min=0.1, max=50, help="Length of every life.")] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change one value, such as zone.built_km2=3. Repeatable."),
    ] = None,
    lang: Annotated[str, typer.Option(help="Languages of answer and charts, such as en,zh.")] = "en,zh",
    fresh: Annotated[bool, typer.Option("--fresh", help="Take away what is in the folder first.")] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Live again the runs that failed before.")
    ] = False,
    shard: Annotated[
        str | None, typer.Option(metavar="I/N", help="Live only share i of n; `zonesim merge` puts them together.")
    ] = None,
    cluster: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Use the workers of this scheduler, tcp://host:port.")
    ] = None,
) -> None:
    """Run a scenario or an experiment; what is already there is not run again."""
    from sim.cli.run import Wish, run_file

    wish = Wish(file, out, replicates, seed, workers, years, set_ or [], lang, fresh, retry_failed, shard, cluster)
    try:
        code = run_file(wish)
    except KeyboardInterrupt:
        # Caught here, since the library would end without a word.
        say("interrupted; finished runs are kept, the same command goes on from there")
        code = INTERRUPTED
    raise typer.Exit(code)


@app.command()
def check(files: Annotated[list[Path], typer.Argument(help="Scenarios and experiments.")]) -> None:
    """Check files and run nothing."""
    from sim.cli.run import check_files

    raise typer.Exit(check_files(files))


@app.command()
def status(
    folder: Annotated[Path, typer.Argument(help="A results folder, also one that is being written.")],
    form: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
) -> None:
    """Tell how far the study of a folder has come."""
    from sim.cli.folders import show_status

    raise typer.Exit(show_status(folder, form))


@app.command()
def merge(
    folders: Annotated[list[Path], typer.Argument(help="Results folders of the shares of one study.")],
    out: Annotated[Path, typer.Option(help="Folder for all of it together.")],
    replicates: Annotated[
        int | None, typer.Option(min=1, max=100_000, help="Exactly so many, where the shares do not say the same.")
    ] = None,
    lang: Annotated[str, typer.Option(help="Languages of answer and charts, such as en,zh.")] = "en,zh",
    fresh: Annotated[bool, typer.Option("--fresh", help="Take away what is in the folder first.")] = False,
) -> None:
    """Put folders together and write the results as one run would."""
    from sim.cli.folders import merge_folders

    raise typer.Exit(merge_folders(folders, out, replicates, lang, fresh))


@app.command()
def report(
    folder: Annotated[Path, typer.Argument(help="A results folder.")],
    form: Annotated[str, typer.Option("--format", help="docx, html, pdf, or several with commas between.")] = (
        "docx,html"
    ),
    lang: Annotated[str, typer.Option(help="Languages, such as en,zh.")] = "en,zh",
    template: Annotated[
        Path | None, typer.Option(help="A Word document that lends its styles, page and first pages.")
    ] = None,
) -> None:
    """Write the report of a results folder: for Word, a browser, or as PDF."""
    from sim.cli.report import report_folder

    raise typer.Exit(report_folder(folder, form, lang, template))


@app.command()
def show(
    what: Annotated[str, typer.Argument(help="scenarios, experiments, policies, numbers or indicators.")],
    name: Annotated[str | None, typer.Argument(help="Explain this one.")] = None,
    form: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
    changed: Annotated[
        bool, typer.Option("--changed", help="Only numbers that depart from the design note, and why.")
    ] = False,
) -> None:
    """List what there is, or explain one of it."""
    from sim.cli.show import show_things

    raise typer.Exit(show_things(what, name, form, changed))


def main() -> None:
    """The entry of the `zonesim` command."""
    sys.exit(outcome(sys.argv[1:]))


def outcome(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit code; whatever goes wrong becomes a message."""
    try:
        return int(app(args=list(arguments), prog_name="zonesim", standalone_mode=False) or DONE)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        return _explain(error)


def _explain(error: Exception) -> int:
    """Say what went wrong in words, and give the exit code for it."""
    if hasattr(error, "format_message") and hasattr(error, "exit_code"):
        say(_usage(error))
        return INPUT_WRONG
    if hasattr(error, "lines"):
        for line in error.lines():
            say(line)
        return INPUT_WRONG
    kinds = [each.__name__ for each in type(error).__mro__]
    if "CannotWrite" in kinds:
        say(str(error))
        return CANNOT_WRITE
    if not EXPECTED.isdisjoint(kinds):
        say(str(error))
        return RUN_FAILED
    if os.environ.get("ZONESIM_TRACEBACK"):
        raise error
    say(f"zonesim stopped on a mistake of its own: {kinds[0]}: {error} (ZONESIM_TRACEBACK=1 shows where)")
    return RUN_FAILED


def _usage(error: Any) -> str:
    message = str(error.format_message()).strip()
    unknown = re.match(r"No such command '([^']*)'", message)
    if unknown:
        near = difflib.get_close_matches(unknown[1], COMMANDS, 1, 0.5)
        hint = f"did you mean '{near[0]}'?" if near else f"commands are {', '.join(COMMANDS)}"
        return f"zonesim: unknown command '{unknown[1]}'; {hint}"
    option = getattr(error, "option_name", None)
    if message.startswith("No such option") and option:
        known = sorted(set(_options(error)))
        near = difflib.get_close_matches(option, known, 1, 0.5)
        hint = f"did you mean '{near[0]}'?" if near else f"options are {', '.join(known)}"
        return f"zonesim: unknown option '{option}'; {hint}"
    return f"zonesim: {message} (zonesim --help lists commands and options)"


def _options(error: Any) -> list[str]:
    command = getattr(getattr(error, "ctx", None), "command", None)
    options = [name for parameter in getattr(command, "params", []) for name in getattr(parameter, "opts", [])]
    return [name for name in options if name.startswith("--")] + ["--help"]


def say(message: str) -> None:
    """A message for people, beside the answer."""
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
