using Homelab.Fuzz.Tests;
using Homelab.Fuzz.Tests.Targets;
using Xunit.Runner.InProc.SystemConsole;

// Without the first two words it is a suite like the others; AFL++ runs it with them, on instrumented copies of the programs.
if (args is not ["--afl", var name])
{
    return await ConsoleRunner.Run(args);
}

// Made by the first input: before it instrumented code has nowhere to count.
Target? target = null;
SharpFuzz.Fuzzer.Run(stream =>
{
    using var input = new MemoryStream();
    stream.CopyTo(input);
    Holding.Of(target ??= AllTargets.Make(name), input.ToArray());
});
target?.Dispose();
return 0;
