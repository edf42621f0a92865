/** The name of a file without its folders and its extension: `2023` of data/editions/2023.yaml. */
export function stem(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.replace(/\.[^.]*$/, '');
}
