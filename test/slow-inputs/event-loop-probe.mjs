// Loaded into a server process by --import: tells over a Unix socket what the event loop of that process went through.
import { createServer } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { isMainThread } from 'node:worker_threads'

const { EVENT_LOOP_PROBE: socket, EVENT_LOOP_PROBE_SCRIPT: script } = process.env
const tick = 10

// NODE_OPTIONS reach every child of the process that was started; only one of them is the server.
if (socket && script && isMainThread && process.argv[1]?.endsWith(script)) listen()

function listen() {
  const delays = monitorEventLoopDelay({ resolution: tick })
  delays.enable()
  const turns = watchTurns()
  const answers = {
    hello: () => ({ pid: process.pid }),
    reset: () => {
      delays.reset()
      turns.reset()
      return {}
    },
    read: () => {
      const { delay, cpu } = turns.read()
      return { delay: Math.max(delay, delays.max / 1e6), cpu }
    },
    memory: () => memoryInUse(),
  }
  const server = createServer((connection) => {
    connection.on('error', () => {})
    connection.setEncoding('utf8').on('data', (text) => {
      for (const line of text.split('\n').filter(Boolean)) {
        const [name, id] = line.split(' ')
        void answer(connection, id, answers[name])
      }
    })
  })
  server.listen(socket).unref()
}

// The timers of a turn of the loop that was held run only in the next one.
async function answer(connection, id, work) {
  for (let turns = 0; turns < 2; turns++) await new Promise(setImmediate)
  connection.write(`${JSON.stringify({ id, answer: work() })}\n`)
}

// What passes between two ticks. The histogram leaves out the first tick after its reset, and with it a request that
// holds the loop at once. The CPU time of the thread, unlike the delay, does not grow when others want the cores.
function watchTurns() {
  let [before, most] = [now(), { delay: 0, cpu: 0 }]
  const look = () => {
    const { delay, cpu } = now()
    most = { delay: Math.max(most.delay, delay - before.delay), cpu: Math.max(most.cpu, cpu - before.cpu) }
    before = { delay, cpu }
  }
  setInterval(look, tick).unref()
  return {
    read: () => {
      look()
      return most
    },
    reset: () => {
      before = now()
      most = { delay: 0, cpu: 0 }
    },
  }
}

function now() {
  const { user, system } = process.threadCpuUsage()
  return { delay: performance.now(), cpu: (user + system) / 1000 }
}

function memoryInUse() {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  // Bodies are in array buffers; the size of the heap beside them depends on other things.
  const { arrayBuffers, rss } = process.memoryUsage()
  return { held: arrayBuffers, rss }
}
