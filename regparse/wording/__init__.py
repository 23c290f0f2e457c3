"""How facts are said in English and in Chinese: the names of codes, headings, fixed sentences.

:func:`say` says a message, a problem, a hint or an error; :func:`text` looks a row of the catalogue up.
"""

from regparse.wording.catalogue import say as say
from regparse.wording.catalogue import text as text
from regparse.wording.catalogue import voice as voice
