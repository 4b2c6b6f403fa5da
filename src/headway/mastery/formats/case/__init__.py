"""CASE 1.0 and 1.1 packages: competency frameworks as they travel between systems.

package = read_package(raw)            # FormatProblem if the file cannot be taken apart at all
package.problems                       # what a person should know about it
tree(package), crosswalks(package)     # its structure
write_package(package)                 # the same JSON again
assemble(objects(package), envelope(package))   # the same, by way of one row per object
"""

from headway.mastery.formats.case.decoding import DEFAULT_MAX_BYTES
from headway.mastery.formats.case.model import (
    Association,
    CasePackage,
    Definition,
    Document,
    Item,
    Link,
    Rubric,
    RubricCriterion,
    RubricLevel,
)
from headway.mastery.formats.case.objects import (
    Change,
    Difference,
    StoredObject,
    assemble,
    assembled,
    canonical_digest,
    diff,
    envelope,
    objects,
    write_package,
)
from headway.mastery.formats.case.provider import Provider
from headway.mastery.formats.case.reading import read_content, read_package
from headway.mastery.formats.case.relations import (
    Crosswalk,
    OutsideLink,
    Tree,
    crosswalks,
    outside_links,
    tree,
)
from headway.mastery.formats.case.versions import to_version
from headway.mastery.formats.case.vocabulary import (
    ASSOCIATION_TYPES,
    MEMBERS,
    ONLY_IN_1_1,
    PLACES,
    REQUIRED,
    CaseVersion,
    identity,
    is_official,
    official_identifier,
)
from headway.mastery.formats.case.wording import messages

__all__ = [
    "ASSOCIATION_TYPES",
    "DEFAULT_MAX_BYTES",
    "MEMBERS",
    "ONLY_IN_1_1",
    "PLACES",
    "REQUIRED",
    "Association",
    "CasePackage",
    "CaseVersion",
    "Change",
    "Crosswalk",
    "Definition",
    "Difference",
    "Document",
    "Item",
    "Link",
    "OutsideLink",
    "Provider",
    "Rubric",
    "RubricCriterion",
    "RubricLevel",
    "StoredObject",
    "Tree",
    "assemble",
    "assembled",
    "canonical_digest",
    "crosswalks",
    "diff",
    "envelope",
    "identity",
    "is_official",
    "messages",
    "objects",
    "official_identifier",
    "outside_links",
    "read_content",
    "read_package",
    "to_version",
    "tree",
    "write_package",
]
