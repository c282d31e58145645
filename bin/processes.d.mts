export function isAlive(pid: number, cwd?: string): boolean
export function processesIn(directory: string): string[]
export function takeLock(file: string, seconds?: number): Promise<() => void>
