import { spawnSync } from 'node:child_process'

/** By promtool, of Debian’s package prometheus. */
const checks = [
  { name: 'Alerts: rules', args: ['check', 'rules', 'deploy/observability/alerts.yml'] },
  { name: 'Alerts: firing', args: ['test', 'rules', 'deploy/observability/alerts.test.yml'] },
]

for (const { name, args } of checks) {
  const { status, error, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8' })
  const text = error ? `promtool: ${error.message}` : stdout + stderr
  const ok = status === 0
  process.stdout.write(ok ? '' : `${text}\n`)
  const figure = ok ? 'success' : 'failed'
  process.stdout.write(`${JSON.stringify({ name, rounds: 1, figure, goal: 'success', ok })}\n`)
}
