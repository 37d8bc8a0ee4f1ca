import type { Api } from '$lib/api/api.ts';
import { fitPicture } from '$lib/api/pictures.ts';

/** Uploads a picture and returns its address in the team. */
export async function uploadPicture(api: Api, team: string, file: Blob): Promise<string> {
  return (await api.uploadPicture(team, await fitPicture(file))).hash;
}
