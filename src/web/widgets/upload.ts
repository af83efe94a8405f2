/** Where files of a form go. Outside the product (a form opened by a token) they have an address of their own, and cannot be looked at again. */
import { createContext, useContext } from 'react';
import { api } from '../client.ts';

export interface Upload { put(file: File): Promise<{ readonly id: string; readonly name: string }>; readonly lookable: boolean }
export const UploadContext = createContext<Upload>({ put: (file) => api.upload(file), lookable: true });
export const useUpload = (): Upload => useContext(UploadContext);
