/** One thing that the provider keeps, by its model’s name and its secret or id. */
export interface ArtifactKey {
  kind: string
  id: string
}
