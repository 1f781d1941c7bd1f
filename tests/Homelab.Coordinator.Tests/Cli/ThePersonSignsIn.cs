using Homelab.Coordinator.Tests.Api;
using Homelab.Coordinator.Tests.People;
using Homelab.TestKit.Repo;

namespace Homelab.Coordinator.Tests.Cli;

/// <summary>Users, tokens and the login of the command, against a whole coordinator.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class ThePersonSignsIn : IAsyncLifetime
{
    private readonly TempFolder _home = new();
    private CoordinatorUnderTest _coordinator = null!;

    private string TokenPath => _home.At("homelab/token");

    public async ValueTask InitializeAsync() => _coordinator = await CoordinatorUnderTest.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _coordinator.DisposeAsync();
        _home.Dispose();
    }

    [Fact]
    public async Task From_the_first_admin_to_a_token_that_is_revoked()
    {
        Assert.Equal(0, (await Run("", "user", "list")).ExitCode);
        var added = await Run(SignedIn.Password + "\n", "user", "add", "alex", "--role", "admin");
        Assert.Equal((0, "There is a user alex, admin.\n", ""), (added.ExitCode, added.Out, added.Error));

        var unknown = await Run("", "nodes");
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("Say who you are: homelab login", unknown.Error, StringComparison.Ordinal);

        Assert.Contains("is not known here", (await Run("a wrong password\n", "login")).Error, StringComparison.Ordinal);
        var login = await Run(SignedIn.Password + "\n", "login");
        Assert.Equal((0, ""), (login.ExitCode, login.Error));
        Assert.StartsWith("Signed in as alex, admin, for 30d", login.Out, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(TokenPath).UnixFileMode);
        Assert.Equal("", (await Run("", "nodes")).Error);

        Assert.Equal(0, (await Run("another horse battery\n", "user", "add", "vic", "--role", "operator")).ExitCode);
        Assert.Equal("Changed is vic, viewer.\n", (await Run("", "user", "role", "vic", "viewer")).Out);
        Assert.Equal("  user  role    tokens\n  alex  admin   1\n  vic   viewer  0\n", (await Run("", "user", "list")).Out);

        var created = await Run(SignedIn.Password + "\n", "token", "create", "prometheus", "--role", "viewer", "--for", "2h");
        Assert.Equal((0, ""), (created.ExitCode, created.Error));
        var word = created.Out.TrimEnd().Split('\n')[^1];
        Assert.StartsWith("homelab_", word, StringComparison.Ordinal);
        Assert.Equal(0, (await Run("", [], ("HOMELAB_TOKEN", word), "outage", "list")).ExitCode);
        Assert.Contains("this takes operator", (await Run("", [], ("HOMELAB_TOKEN", word), "maintenance", "pi1", "--end")).Error, StringComparison.Ordinal);

        var row = (await Run("", "token", "list")).Out.Split('\n').Single(line => line.Contains("prometheus", StringComparison.Ordinal));
        Assert.Equal("The token prometheus of alex is revoked.\n", (await Run("", "token", "revoke", row.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0])).Out);
        Assert.Equal(1, (await Run("", [], ("HOMELAB_TOKEN", word), "outage", "list")).ExitCode);

        Assert.Equal("Removed is vic, viewer.\n", (await Run("", "user", "remove", "vic")).Out);
        Assert.Equal(0, (await Run("", "logout")).ExitCode);
        Assert.False(File.Exists(TokenPath));
    }

    [Fact]
    public async Task A_password_is_changed_with_the_present_one_and_the_tokens_end_with_it()
    {
        await Run(SignedIn.Password + "\n", "user", "add", "alex", "--role", "admin");
        await Run(SignedIn.Password + "\n", "login");
        Assert.Contains("The present password is needed too", (await Run("wrong password\nanother horse battery\n", "user", "passwd", "alex")).Error, StringComparison.Ordinal);
        Assert.Equal("The password is changed of alex, admin.\n", (await Run($"{SignedIn.Password}\nanother horse battery\n", "user", "passwd", "alex")).Out);
        Assert.Equal(1, (await Run("", "nodes")).ExitCode);
        Assert.Equal(0, (await Run("another horse battery\n", "login", "alex")).ExitCode);
    }

    [Fact]
    public async Task A_token_that_others_may_read_is_refused_with_what_to_do()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(TokenPath)!);
        await File.WriteAllTextAsync(TokenPath, "homelab_x\n", TestContext.Current.CancellationToken);
        new FileInfo(TokenPath).UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        var run = await Run("", "nodes");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains($"chmod 600 {TokenPath}", run.Error, StringComparison.Ordinal);

        new FileInfo(TokenPath).UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal("", (await Run("", "nodes")).Error);
    }

    [Fact]
    public async Task A_password_does_not_go_to_where_others_can_read_it()
    {
        var run = await Run("x\n", ["--coordinator", "http://192.0.2.9:8441"], null, "login");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("no password is sent there", run.Error, StringComparison.Ordinal);
    }

    private Task<CommandRun> Run(string read, params string[] arguments) => Run(read, [], null, arguments);

    private Task<CommandRun> Run(string read, string[] more, (string Name, string Value)? variable, params string[] arguments)
    {
        var environment = new Dictionary<string, string> { ["HOMELAB_COORDINATOR"] = _coordinator.Uplink.ToString(), ["XDG_CONFIG_HOME"] = _home.Path };
        if (variable is { } set)
        {
            environment[set.Name] = set.Value;
        }

        return CommandRun.In(environment, read, [.. arguments, .. more]);
    }
}
