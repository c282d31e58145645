/** Says that a CSV ends before the list does. */
export function ExportLimit({ most }: { most: number }) {
  return (
    <p className="text-sm text-muted-foreground">
      The CSV has the newest {most.toLocaleString('en')} of these events at most.
    </p>
  )
}
