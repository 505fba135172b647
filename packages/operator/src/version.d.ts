/** Version of this package, put in when the program is bundled. */
declare const VERSION: string;
