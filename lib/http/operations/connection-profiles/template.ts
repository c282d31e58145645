import { connectionProfiles } from '@/lib/domain/connection-profiles/profile-settings'
import { connectionProfileShapes } from '@/lib/http/auth0/connection-profile'
import { templateOperation } from '../named-profiles'

export const GET = templateOperation(connectionProfiles, connectionProfileShapes)
