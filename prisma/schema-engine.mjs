#!/usr/bin/env node
// Answers the Prisma CLI's JSON-RPC in place of its native schema engine, which a closed network cannot download:
// the same engine, compiled to WebAssembly, over the PostgreSQL driver that the product uses.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import readline from 'node:readline'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import pg from 'pg'

const require = createRequire(import.meta.url)
const args = process.argv.slice(2)
const source = JSON.parse(valuesOf('--datasource')[0] ?? '{}')
let engine

if (args.includes('--version')) {
  process.stdout.write('schema-engine-cli wasm\n')
} else if (args.includes('cli')) {
  process.exitCode = await runCommand(args[args.indexOf('cli') + 1])
} else {
  presentInternalTypesAsText()
  for await (const line of readline.createInterface({ input: process.stdin })) await answer(JSON.parse(line))
  process.exit(0)
}

function valuesOf(name) {
  return args.flatMap((arg, index) => (arg === name ? [args[index + 1]] : []))
}

async function runCommand(command) {
  const commands = {
    'create-database': createDatabase,
    'can-connect-to-database': () => onDatabase(databaseName(), () => {}),
    'drop-database': () => dropDatabase(databaseName()),
  }
  try {
    await commands[command]?.()
    return 0
  } catch (error) {
    const codes = { '3D000': 'P1003', '28P01': 'P1000' }
    const fields = {
      is_panic: false,
      error_code: codes[error.code] ?? 'P1001',
      message: error.message,
      meta: {},
    }
    process.stderr.write(
      `schema-engine\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}`,
    )
    return 1
  }
}

async function answer({ id, method, params }) {
  if (!method) return
  try {
    const result = (await run(method, params ?? {})) ?? null
    if (method === 'diff' && result?.stdout)
      send({ id: 1e6, method: 'print', params: { content: result.stdout } })
    send({ id, result })
  } catch (error) {
    const told = { is_panic: false, meta: null, ...describe(error) }
    send({
      id,
      error: { code: 4466, message: 'An error happened. Check the data field for details.', data: told },
    })
  }
}

// The engine throws objects of its own, and now and then a string.
function describe(error) {
  if (typeof error === 'string') return { message: error }
  return { message: error.message, error_code: error.code }
}

async function run(method, params) {
  if (method === 'createDatabase') return createDatabase()
  engine ??= await makeEngine()
  return engine[method === 'getDatabaseVersion' ? 'version' : method](params)
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
}

async function makeEngine() {
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const folder = dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'))
  const bytes = readFileSync(join(folder, 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  const models = valuesOf('--datamodels').map((file) => [file, readFileSync(file, 'utf8')])
  const datamodels = models.length > 0 ? models : undefined
  return glue.SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(makeAdapter()))
}

function makeAdapter() {
  const options = { schema: new URL(source.url).searchParams.get('schema') ?? undefined }
  const adapter = new PrismaPg(connection(databaseName()), options)
  adapter.connectToShadowDb = async () => {
    if (source.shadowDatabaseUrl)
      return new PrismaPg({ connectionString: source.shadowDatabaseUrl }, options).connect()
    const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`
    await createDatabase(name)
    const shadow = await new PrismaPg(connection(name), options).connect()
    const dispose = shadow.dispose.bind(shadow)
    shadow.dispose = async () => {
      await dispose()
      await dropDatabase(name)
    }
    return shadow
  }
  return adapter
}

// The adapter refuses "char" and its array, which the engine's questions to the catalogue return.
function presentInternalTypesAsText() {
  const Result = require('pg/lib/result.js')
  const { addFields } = Result.prototype
  const replacements = { 18: 25, 1002: 1009 }
  Result.prototype.addFields = function (fields) {
    for (const field of fields) field.dataTypeID = replacements[field.dataTypeID] ?? field.dataTypeID
    return addFields.call(this, fields)
  }
}

async function createDatabase(name = databaseName()) {
  await onDatabase('postgres', (client) => client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`))
  return { databaseName: name }
}

function dropDatabase(name) {
  const drop = `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`
  return onDatabase('postgres', (client) => client.query(drop))
}

async function onDatabase(database, work) {
  const client = new pg.Client(connection(database))
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function databaseName() {
  return decodeURIComponent(new URL(source.url).pathname.slice(1))
}

function connection(database) {
  const url = new URL(source.url)
  return {
    host: decodeURIComponent(url.hostname),
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database,
    ssl: ['require', 'verify-full'].includes(url.searchParams.get('sslmode')) ? true : undefined,
  }
}
