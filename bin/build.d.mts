import type { ChildProcess } from 'node:child_process'

export function buildIfStale(options?: { onStart?: (child: ChildProcess) => void }): Promise<void>
