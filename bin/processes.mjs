import { readFileSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

const linux = process.platform === 'linux'

/** A zombie does not count. With `cwd`, the process must also work in that directory. */
export function isAlive(pid, cwd) {
  if (!exists(pid)) return false
  if (!linux) return true
  try {
    if (/^[ZX]$/.test(stat(pid).state)) return false
    return cwd === undefined || readlinkSync(`/proc/${pid}/cwd`) === cwd
  } catch {
    return false
  }
}

export function processesIn(directory) {
  if (!linux) return []
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isAlive(Number(name), directory))
}

/** Returns the function that releases the lock. The lock of a dead process does not count. */
export async function takeLock(file, seconds = 120) {
  const mine = `${process.pid} ${bornAt(process.pid)}`
  for (let attempt = 0; attempt < seconds * 10; attempt++) {
    if (create(file, mine)) return () => rmSync(file, { force: true })
    const holder = read(file)
    if (holder !== '' && !holds(holder) && read(file) === holder) rmSync(file, { force: true })
    await pause(100)
  }
  throw new Error(`Another process holds ${file} and does not let go. End it, or remove the file.`)
}

function exists(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code !== 'ESRCH'
  }
}

// Process ids are reused after a restart, so the start time is compared as well.
function holds(holder) {
  const [pid, born] = holder.split(' ')
  return isAlive(Number(pid)) && (born === undefined || born === bornAt(Number(pid)))
}

function bornAt(pid) {
  try {
    return stat(pid).born
  } catch {
    return ''
  }
}

function stat(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return { state: fields[0], born: fields[19] }
}

function create(file, text) {
  try {
    writeFileSync(file, text, { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    return false
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
