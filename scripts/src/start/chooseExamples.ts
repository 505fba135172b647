/** One of the example templates. */
export interface Example {
  /** Its file's text. */
  text: string;
  /** The image that it names. */
  image: string;
}

/** One of the images of this project. */
export interface OwnImage {
  name: string;
  /** How templates name it. */
  ref: string;
  /** Where it is when it is built. */
  archive?: string;
}

/** What the local cluster offers. */
export interface ChosenExamples {
  /** The templates, as one YAML text. */
  yaml: string;
  /** The archives of the images that they need. */
  archives: string[];
  /** Names of the images that would bring more templates. */
  unbuilt: string[];
}

/** The examples whose image is built or is somebody else's: one of ours is in no registry, so a desktop would wait for it in vain. */
export function chooseExamples(
  examples: Example[],
  images: OwnImage[],
): ChosenExamples {
  const named = images.filter(({ ref }) =>
    examples.some(({ image }) => image === ref),
  );
  const unbuilt = named.filter(({ archive }) => archive === undefined);
  const missing = new Set(unbuilt.map(({ ref }) => ref));
  return {
    yaml: examples
      .filter(({ image }) => !missing.has(image))
      .map(({ text }) => text)
      .join('---\n'),
    archives: named.flatMap(({ archive }) => archive ?? []),
    unbuilt: unbuilt.map(({ name }) => name),
  };
}
