import { stripVTControlCharacters } from 'node:util'

const mostLines = 8

/** The counts and the failures of a JSON report of Vitest; a failure is the test’s title and its first error. */
export function readVitestReport(report) {
  if (!report) return nothingRan
  const tests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ file: name, ...test })),
  )
  const failures = tests
    .filter(({ status }) => status === 'failed')
    .map(({ file, fullName, failureMessages }) => describe(`${file} › ${fullName}`, failureMessages[0]))
  return { passed: report.numPassedTests, failed: report.numFailedTests, failures }
}

/** The same for a JSON report of Playwright. */
export function readPlaywrightReport(report) {
  if (!report) return nothingRan
  const { expected, unexpected, flaky } = report.stats
  const failures = specsOf(report)
    .filter(({ ok }) => !ok)
    .map(({ file, line, title, tests }) => {
      const { results } = tests[0]
      return describe(`${file}:${line} › ${title}`, results.at(-1)?.error?.message)
    })
  return { passed: expected, failed: unexpected + flaky, failures }
}

const nothingRan = { passed: 0, failed: 0, failures: [] }

function specsOf({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)]
}

function describe(title, error = 'It did not end.') {
  const lines = stripVTControlCharacters(error).split('\n').slice(0, mostLines)
  return [title, ...lines.map((line) => `    ${line}`)].join('\n')
}
