"""JUnit's XML: by the schema of Jenkins's plugin, then by a reader of it. Usage: junit.py SCHEMA FILE; prints what was
found, as list.mjs does."""

import sys

from junitparser import JUnitXml, Skipped
from lxml import etree

schema_file, file = sys.argv[1:]
schema = etree.XMLSchema(etree.parse(schema_file))
if not schema.validate(etree.parse(file)):
    sys.exit(str(schema.error_log))

found = []
for suite in JUnitXml.fromfile(file):
    for case in suite:
        (result,) = case.result
        code, place = case.name.split(" at ", 1)
        assert result.message and (isinstance(result, Skipped) or result.type == code), case
        if code.startswith("double_connect::"):
            found.append(f"{code.removeprefix('double_connect::')} {place}")
print("\n".join(sorted(found)))
