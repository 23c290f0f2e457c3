"""The catalogue: every sentence, heading and name in English and in Chinese.

One TOML file a section; a key is the section, a dot and the row: ``problem.count-mismatch`` is the row
``[count-mismatch]`` of ``problem.toml``. A row has ``en`` and ``zh``, one beside the other. What stands in braces is
filled in, by rules that both languages share (:mod:`regparse.wording.catalogue.filling`).
"""

from regparse.wording.catalogue.rows import Row as Row
from regparse.wording.catalogue.rows import rows as rows
from regparse.wording.catalogue.rows import sections as sections
from regparse.wording.catalogue.sentences import Sayable as Sayable
from regparse.wording.catalogue.sentences import say as say
from regparse.wording.catalogue.sentences import text as text
from regparse.wording.catalogue.sentences import voice as voice
