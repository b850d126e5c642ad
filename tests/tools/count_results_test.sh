#!/usr/bin/env bash
# count_results_test.sh <project folder>: tools/count_results on results of every kind.
set -euo pipefail
project=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/gtest"

cat >"$work/gtest/a.xml" <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="3">
  <testsuite name="A" tests="3">
    <testcase name="Works" status="run" result="completed" classname="A" />
    <testcase name="Waits" status="run" result="skipped" classname="A">
      <skipped message="a_test.cpp:3&#x0A;no &lt;corpus&gt;"><![CDATA[a_test.cpp:3
no <corpus>]]></skipped>
    </testcase>
    <testcase name="Breaks" status="run" result="completed" classname="A">
      <failure message="one" type=""></failure>
      <failure message="two" type=""></failure>
    </testcase>
  </testsuite>
</testsuites>
XML
{
  printf '<testsuite>\n'
  printf '\t<testcase name="%s" classname="x" time="1" status="%s">\n\t\t<system-out>%s</system-out>\n\t</testcase>\n' \
    'gtest_with_failure' fail $'[==========] Running 3 tests\n[  FAILED  ] A.Breaks' \
    'gtest_that_died' fail '[==========] Running 9 tests' \
    'flow' run '' \
    'broken_flow' fail 'expected 200'
  printf '\t<testcase name="newman" classname="x" time="1" status="notrun">\n'
  printf '\t\t<skipped message="SKIP_RETURN_CODE=77"/>\n\t\t<system-out>skipped: no newman\n</system-out>\n\t</testcase>\n'
  printf '\t<testcase name="missing" classname="x" time="0" status="notrun">\n'
  printf '\t\t<skipped message="Unable to find executable"/>\n\t\t<system-out></system-out>\n\t</testcase>\n'
  printf '</testsuite>\n'
} >"$work/ctest.xml"
expected='skipped: newman: no newman
skipped: A.Waits: a_test.cpp:3 no <corpus>
2 4 2'

counted=$("$project/tools/count_results" "$work/ctest.xml" "$work/gtest")

if [ "$counted" != "$expected" ]; then
  printf 'expected:\n%s\ncounted:\n%s\n' "$expected" "$counted"
  exit 1
fi
