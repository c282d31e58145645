export function makeScratch(): { dataDir: string; remove: () => void }
