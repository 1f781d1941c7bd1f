using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;

namespace Homelab.TestKit.Uml;

/// <summary>
/// I2C buses for a <see cref="UserModeMachine"/>: devices of its kernel (CUSE) behind which i2c-bus.c plays chips. Whoever opens <c>/dev/i2c-1</c> there asks the kernel as for any other bus.
/// </summary>
public static class PlayedI2cBuses
{
    private const string Program = "i2c-bus";

    /// <summary>The bus that hangs in each transfer; any other has chips.</summary>
    public const int Hangs = 2;

    /// <summary>Of a PiJuice alone, whose mains are away, and of one whose mains are there.</summary>
    public const int HatWithoutMains = 6, HatWithMains = 7;

    /// <summary>In the machine, before anything asks.</summary>
    public static string Start(params IEnumerable<int> buses) => $"""
        insmod /bin/fuse.ko
        insmod /bin/cuse.ko
        for bus in {string.Join(' ', buses)}; do
          {Program} $bus &
          until [ -c /dev/i2c-$bus ]; do sleep 0.2; done
        done
        """;

    /// <summary>What the machine needs of it.</summary>
    public static async Task<IReadOnlyList<string>> FilesAsync(TempFolder folder)
    {
        var program = folder.At(Program);
        var made = await Command.RunAsync(
            "gcc", ["-static", "-Wall", "-Werror", "-O2", "-I/usr/include/fuse3", "-o", program, Repository.PathOf("tests/Homelab.TestKit/Uml/i2c-bus.c"), "-lfuse3", "-lpthread", "-ldl"]).ConfigureAwait(false);
        if (made.ExitCode != 0)
        {
            throw new InvalidOperationException($"i2c-bus.c does not compile: install libfuse3-dev, or run tests/run --full, which does. {made.Output}");
        }

        var modules = Directory.GetDirectories("/usr/lib/uml/modules").Select(kernel => Path.Combine(kernel, "kernel/fs/fuse")).First(Directory.Exists);
        return [program, Path.Combine(modules, "fuse.ko"), Path.Combine(modules, "cuse.ko")];
    }
}
