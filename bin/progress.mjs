import { spawn } from 'node:child_process'

export async function step(title, work) {
  const began = Date.now()
  const elapsed = () => `${Math.round((Date.now() - began) / 1000)} s`
  const stop = process.stdout.isTTY ? tick(title, elapsed) : remind(title, elapsed)
  try {
    const result = await work()
    stop()
    console.log(`${title}… ${elapsed()}`)
    return result
  } catch (error) {
    stop()
    console.log(`${title}… failed after ${elapsed()}`)
    throw error
  }
}

/** The error contains the output. `onStart` receives the child. */
export function runQuietly(command, args, { env = process.env, onStart } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    onStart?.(child)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-20_000)))
    }
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(output.trim() || command)),
    )
  })
}

function tick(title, elapsed) {
  const show = () => process.stdout.write(`\r${title}… ${elapsed()}`)
  show()
  const timer = setInterval(show, 1000)
  return () => {
    clearInterval(timer)
    process.stdout.write('\r')
  }
}

function remind(title, elapsed) {
  console.log(`${title}…`)
  const timer = setInterval(() => console.log(`${title}… ${elapsed()}`), 15_000)
  return () => clearInterval(timer)
}
