using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;

namespace Homelab.System.Tests.Programs;

/// <summary>
/// Two who compile a commit can compare what they got. One program stands for the three: all are compiled by the same properties. That the packages of the same programs are the same bytes,
/// <see cref="Packages.ThePackages"/> has.
/// </summary>
public sealed class TheSameSources
{
    /// <summary>It compiles a program for the processor, on a machine that may have other work.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(30);

    [Fact]
    [Trait("Run", "full")]
    public async Task Give_the_same_program_byte_for_byte_in_whatever_folder()
    {
        using var folder = new TempFolder();
        var one = await CompiledInAsync(folder.Folder("one"));
        var other = await CompiledInAsync(folder.Folder("elsewhere/in/here"));
        Assert.Equal(one, other);
    }

    /// <summary>The bytes of the program, and of what a debugger reads beside it, by their SHA-256.</summary>
    private static async Task<string> CompiledInAsync(string folder)
    {
        var compiled = await Command.RunAsync(
            "sh",
            [
                "-c", """
                    set -e
                    cd "$1" && git ls-files -z --cached --others --exclude-standard ':!tests' | xargs -0 cp -P --parents -t "$2"
                    cd "$2"
                    dotnet restore coordinator/Homelab.Cli -v quiet
                    dotnet publish coordinator/Homelab.Cli --no-restore -c Release -r linux-x64 -o out -p:IlcTreatWarningsAsErrors=false -p:RunAnalyzers=false -v quiet
                    cd out && sha256sum homelab homelab.dbg >../hashes
                    """, "sh", Repository.Root, folder,
            ],
            bound: Bound,
            cancellation: TestContext.Current.CancellationToken);
        return compiled.ExitCode == 0 ? await File.ReadAllTextAsync(Path.Combine(folder, "hashes"), TestContext.Current.CancellationToken) : throw new InvalidOperationException(compiled.Output);
    }
}
