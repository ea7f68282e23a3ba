"""Every PDF that the product makes, asked by pdfua: what of PDF/UA-1 (and WCAG 2.1) a machine can see in the file.

Not all of the standard: of the 106 conditions that a machine can judge pdfua covers 16. veraPDF, which covers them all, is in no
package registry.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory


def faults(pdf: bytes) -> list[str]:
    """What the validator found, a line each; what it cannot judge alone is not among it."""
    import pdfua

    with TemporaryDirectory() as folder:
        file = Path(folder) / "paper.pdf"
        file.write_bytes(pdf)
        found = pdfua.validate(file).findings
    return [f"{one.rule_id}: {one.message}" for one in found if one.severity >= pdfua.Severity.WARNING]


def made() -> Iterator[tuple[str, bytes]]:
    """Each report in both its forms, and each closed case's own paper, in the database that stands."""
    from utblick.accounts.models import Municipality
    from utblick.followup.documents.making import KINDS
    from utblick.followup.models import Report
    from utblick.followup.paper import paper_of
    from utblick.tenancy import scope

    for here in Municipality.objects.all():
        with scope.acting(here, sees_secrets=True):
            for report in Report.objects.all():
                for format, kind in KINDS.items():
                    if kind.ending == "pdf":
                        yield f"{here}, {report}, {format}", kind.make(paper_of(report, linked=False))
            yield from _cases(str(here))


def _cases(here: str) -> Iterator[tuple[str, bytes]]:
    from utblick.records.archive.cases import CLOSED, closed
    from utblick.records.archive.content import parts, reading

    for kind in CLOSED:
        for case in closed(kind):
            yield f"{here}, {case}", reading(case, parts(case)).body


if __name__ == "__main__":
    import django

    django.setup()
    papers = list(made())
    told = [f"{name}: {fault}" for name, pdf in papers for fault in faults(pdf)]
    print("\n".join([f"{len(papers)} PDFs, {len(told)} faults", *told]))
    sys.exit(bool(told))
