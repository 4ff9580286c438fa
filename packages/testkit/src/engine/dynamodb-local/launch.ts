import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { cacheFolder } from "../environment.ts";

/** The line in which the launched server says its port and version. */
export const READY_LINE: RegExp = /^keywright-ready (\d+) (\S+)$/;

const JVM_FLAGS = [
  // Its sets go through the encoding of the platform, which is ASCII where no locale is set.
  "-Dfile.encoding=UTF-8",
  "-XX:TieredStopAtLevel=1",
  "-XX:+UseSerialGC",
  "-Xshare:auto",
  // Else every JVM leaves a file in the temporary folder while it runs.
  "-XX:-UsePerfData",
  "-Dorg.eclipse.jetty.xml.XmlParser.Validating=false",
  "-Dorg.eclipse.jetty.util.log.announce=false",
  "-Dorg.eclipse.jetty.LEVEL=WARN",
];

/** Where its classes are: version 3 moved them. */
const PACKAGES = ["software/amazon/dynamodb/services/local", "com/amazonaws/services/dynamodbv2/local"];

// DynamoDB Local's own main class listens on every interface and cannot be told otherwise, nor does it take port 0. It
// brings Jetty's XML launcher, though: this builds the same server (in memory, a store per access key and region,
// no delays added) around a connector on loopback, on a port that the system chooses.
const server = (classes: string): string => `<?xml version="1.0"?>
<Configure id="server" class="org.eclipse.jetty.server.Server">
  <Set name="connectors">
    <Array type="org.eclipse.jetty.server.Connector">
      <Item>
        <New id="connector" class="org.eclipse.jetty.server.ServerConnector">
          <Arg><Ref refid="server"/></Arg>
          <Set name="host">127.0.0.1</Set>
          <Set name="port">0</Set>
        </New>
      </Item>
    </Array>
  </Set>
  <Set name="handler">
    <New class="org.eclipse.jetty.server.handler.ContextHandler">
      <Set name="handler">
        <New class="${classes}.server.LocalDynamoDBServerHandler">
          <Arg>
            <New class="${classes}.server.LocalDynamoDBRequestHandler">
              <Arg type="int">0</Arg>
              <Arg type="boolean">true</Arg>
              <Arg/>
              <Arg type="boolean">false</Arg>
              <Arg type="boolean">false</Arg>
            </New>
          </Arg>
          <Arg/>
        </New>
      </Set>
    </New>
  </Set>
  <Call name="start"/>
  <Ref refid="connector"><Get id="port" name="localPort"/></Ref>
  <New class="${classes}.main.CommandLineInput">
    <Arg><Array type="String"/></Arg>
    <Get id="version" name="version"/>
  </New>
  <Call id="portText" class="java.lang.Integer" name="toString"><Arg><Ref refid="port"/></Arg></Call>
  <Get class="java.lang.System" name="out">
    <Call name="print"><Arg type="String">keywright-ready </Arg></Call>
    <Call name="print"><Arg><Ref refid="portText"/></Arg></Call>
    <Call name="print"><Arg type="String"> </Arg></Call>
    <Call name="println"><Arg><Ref refid="version"/></Arg></Call>
  </Get>
</Configure>
`;

/**
 * Java's arguments for a server on loopback; undefined where the folder lacks the launcher that makes one, or the classes
 * that it would launch.
 */
export async function launchArguments(folder: string): Promise<readonly string[] | undefined> {
  const jar = join(folder, "DynamoDBLocal.jar");
  const library = join(folder, "DynamoDBLocal_lib");
  const files = await readdir(library);
  if (!files.some((name) => /^jetty-xml-.*\.jar$/.test(name))) return undefined;
  // The names in an archive are not compressed.
  const content = await readFile(jar);
  const classes = PACKAGES.find((path) => content.includes(`${path}/main/CommandLineInput.class`));
  if (classes === undefined) return undefined;
  return [
    ...JVM_FLAGS,
    `-Djava.library.path=${library}`,
    ...nativeLibrary(library, files),
    // The jar names its libraries as AWS packs them; those that a build tool fetched have other names.
    "-cp",
    [jar, join(library, "*")].join(delimiter),
    "org.eclipse.jetty.xml.XmlConfiguration",
    await serverFile(server(classes.replaceAll("/", "."))),
  ];
}

// AWS packs them without a version, and Maven keeps them with one.
const NATIVE_LIBRARIES: Readonly<Record<string, RegExp>> = {
  "linux-x64": /^libsqlite4java-linux-amd64(-[\d.]+)?\.so$/,
  "linux-arm64": /^libsqlite4java-linux-aarch64(-[\d.]+)?\.so$/,
  "darwin-x64": /^libsqlite4java-osx(-x86_64)?(-[\d.]+)?\.dylib$/,
  "darwin-arm64": /^libsqlite4java-osx-aarch64(-[\d.]+)?\.dylib$/,
  "win32-x64": /^sqlite4java-win32-x64(-[\d.]+)?\.dll$/,
};

/** Not told where its native library is, each server copies a megabyte to the temporary folder and leaves it there. */
function nativeLibrary(library: string, files: readonly string[]): readonly string[] {
  const pattern = NATIVE_LIBRARIES[`${process.platform}-${process.arch}`];
  const name = pattern && files.find((file) => pattern.test(file));
  return name === undefined ? [] : [`-Dorg.sqlite.lib.path=${library}`, `-Dorg.sqlite.lib.name=${name}`];
}

/** Named by its content and kept in the cache: a temporary file would stay behind after a crash. */
async function serverFile(text: string): Promise<string> {
  const parent = join(cacheFolder(), "dynamodb-local");
  const file = join(parent, `loopback-${createHash("sha256").update(text).digest("hex").slice(0, 16)}.xml`);
  if (existsSync(file)) return file;
  await mkdir(parent, { recursive: true });
  const partial = `${file}.${process.pid}`;
  await writeFile(partial, text);
  await rename(partial, file);
  return file;
}
