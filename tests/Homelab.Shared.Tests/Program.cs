using Xunit.Runner.InProc.SystemConsole;
using YamlDotNet.RepresentationModel;

// Without the first two words it is a suite like the others. With them it is a reader of YAML without bounds, in a process that may end by it.
if (args is not ["--plain-reader", var path])
{
    return await ConsoleRunner.Run(args);
}

// One mebibyte is what many give a thread; with the eight of a main thread it takes six times the depth, and many times as long.
var reader = new Thread(
    () =>
    {
        using var text = new StreamReader(path);
        new YamlStream().Load(text);
    },
    maxStackSize: 1 << 20);
reader.Start();
reader.Join();
return 0;
