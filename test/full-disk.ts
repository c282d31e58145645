import { spawnSync } from 'node:child_process'
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareRequests } from './product-requests.ts'
import { send, type Answer, type Wanted } from './released-requests.ts'
import { readSignInForm, submission } from './sign-in-form.ts'
import { startTwoProcesses, type TwoProcesses } from './two-processes.ts'

/**
 * What two processes do while the disk of their database is full: a file system of 400 MB in memory, which takes root to
 * mount. Prints a row of JSON for each figure, {"name","figure","goal","ok"}, and ends with 1 where a goal is missed.
 * node test/full-disk.ts
 */
const megabyte = 1024 * 1024
const mount = mkdtempSync(join(tmpdir(), 'foyer-full-disk-'))
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=400m,mode=755', 'tmpfs', mount])
if (mounted.status === 0) await measureOn(mount)
else row('skipped: it takes root to mount a file system', null)
rmSync(mount, { recursive: true, force: true })
process.exit()

async function measureOn(disk: string): Promise<void> {
  const home = join(disk, 'postgres')
  mkdirSync(home)
  chmodSync(disk, 0o755)
  const product = await startTwoProcesses({
    prepare: (dataDir) => writeFileSync(join(dataDir, 'where'), `${home}\n`),
  })
  try {
    await measure(product, join(disk, 'filler'))
  } finally {
    await product.stop()
    spawnSync('umount', [disk])
  }
}

async function measure(product: TwoProcesses, filler: string): Promise<void> {
  const { pages, live } = await prepareRequests(product)
  const form = await readSignInForm(product.ports[0])
  const write = (index: number): Wanted => {
    const sent = submission(form, { email: `nobody.${index}@acme.test`, secret: 'x'.repeat(500) })
    const address = `10.3.${index >> 8}.${index & 255}`
    return { ...sent, port: product.ports[0], headers: { ...sent.headers, 'x-forwarded-for': address } }
  }
  fill(filler)
  const [writes, reads]: [Answer[], Answer[]] = [[], []]
  for (let index = 0; index < 400; index++) {
    writes.push(await send(write(index)))
    if (index % 20 === 0) for (const request of [...pages, ...live]) reads.push(await send(request))
  }
  rmSync(filler)
  const afterwards = await send({
    ...write(0),
    ...submission(form, { email: 'ben@acme.test' }),
    port: product.ports[0],
  })
  report(writes, reads, afterwards)
}

function report(writes: readonly Answer[], reads: readonly Answer[], afterwards: Answer): void {
  const refused = writes.filter(({ status }) => status === 503)
  const other = writes.filter(({ status }) => status !== 503 && status !== 200)
  const failed = reads.filter(({ status }) => status !== 200)
  row('writes refused with 503', refused.length, { text: '> 0', isMet: refused.length > 0 })
  row('writes answered with anything but 200 or 503', other.length, { text: '0', isMet: other.length === 0 })
  const silent = refused.filter(({ retryAfter }) => retryAfter === null).length
  row('refusals without Retry-After', silent, { text: '0', isMet: silent === 0 })
  row('reads that failed', failed.length, { text: '0', isMet: failed.length === 0 })
  row('reads', reads.length)
  row('a sign-in once there is room again', afterwards.status, {
    text: '303',
    isMet: afterwards.status === 303,
  })
}

/** Until nothing more fits. */
function fill(file: string): void {
  for (const size of [megabyte, 4096]) {
    try {
      for (;;) appendFileSync(file, Buffer.alloc(size))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
    }
  }
}

/** A figure without a goal is for comparison only. */
function row(name: string, figure: number | null, goal?: { text: string; isMet: boolean }): void {
  const ok = goal?.isMet ?? true
  if (!ok) process.exitCode = 1
  console.log(JSON.stringify({ name: `full disk: ${name}`, figure, goal: goal?.text ?? null, ok }))
}
