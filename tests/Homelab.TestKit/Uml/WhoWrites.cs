using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;

namespace Homelab.TestKit.Uml;

/// <summary>Which files are written to on the disks of a <see cref="UserModeMachine"/>, by the word of its kernel (fanotify).</summary>
public static class WhoWrites
{
    private const string Program = "who-writes";

    /// <summary>In the machine: a line for each write goes into the file, which has to lie elsewhere.</summary>
    public static string Start(string into, params IEnumerable<string> mounts) => $"{Program} {string.Join(' ', mounts)} >{into} &";

    /// <summary>What the machine needs of it.</summary>
    public static async Task<string> FileAsync(TempFolder folder)
    {
        var program = folder.At(Program);
        await Command.RequireAsync("gcc", "-static", "-Wall", "-Werror", "-O2", "-o", program, Repository.PathOf("tests/Homelab.TestKit/Uml/who-writes.c")).ConfigureAwait(false);
        return program;
    }
}
