export function listOperations(): string
