import { startExample } from './examples.mjs'

const [name] = process.argv.slice(2)
let child
for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'])
  process.on(event, () => child?.kill('SIGTERM'))

try {
  child = startExample(name, process.env)
  process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 0)))
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
process.exit()
