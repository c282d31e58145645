export function processesIn(directory: string): string[]
export function takeLock(file: string, seconds?: number): Promise<() => void>
