import { connectionProfiles } from '@/lib/domain/connection-profiles/profile-settings'
import { connectionProfileShapes } from '@/lib/http/auth0/connection-profile'
import { profileListOperations } from '../named-profiles'

export const { GET, POST } = profileListOperations(connectionProfiles, connectionProfileShapes)
