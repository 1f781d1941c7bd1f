using System.Runtime.Versioning;
using Homelab.Files.Secrets;
using Homelab.TestKit.Repo;

namespace Homelab.Shared.Tests.Files;

[UnsupportedOSPlatform("windows")]
public sealed class SecretsByReference : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void A_secret_is_the_content_of_its_file_without_the_line_end()
    {
        Write("secrets/rack-ups", "hunter2\n", UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Assert.Equal("hunter2", Store().Resolve("secret:rack-ups").Value);
    }

    [Fact]
    public void Systemds_credentials_come_first_whatever_their_mode()
    {
        Write("secrets/rack-ups", "old", UnixFileMode.UserRead);
        Write("credentials/rack-ups", "new", UnixFileMode.UserRead | UnixFileMode.GroupRead);

        Assert.Equal("new", Store().Resolve("secret:rack-ups").Value);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void A_file_that_others_may_touch_is_refused_and_not_shown(UnixFileMode others)
    {
        Write("secrets/rack-ups", "hunter2", UnixFileMode.UserRead | UnixFileMode.UserWrite | others);

        var result = Store().Resolve("secret:rack-ups");

        Assert.Null(result.Value);
        Assert.Equal("HL0602", result.Problem!.Code.Code);
        Assert.Contains("chmod 600", result.Problem.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", result.Problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "HL0603")]
    [InlineData("two\nlines", "HL0603")]
    [InlineData("\0", "HL0603")]
    public void A_file_that_holds_no_secret_is_refused(string content, string code)
    {
        Write("secrets/rack-ups", content, UnixFileMode.UserRead);

        Assert.Equal(code, Store().Resolve("secret:rack-ups").Problem!.Code.Code);
    }

    [Fact]
    public void A_missing_secret_is_named_with_the_place_where_it_should_be()
    {
        var problem = Store().Resolve("secret:rack-ups").Problem!;

        Assert.Equal("HL0601", problem.Code.Code);
        Assert.Equal(Path.Combine(_folder.Path, "secrets/rack-ups"), problem.File);
    }

    [Theory]
    [InlineData("secret:../outside")]
    [InlineData("secret:")]
    [InlineData("secret:/etc/shadow")]
    [InlineData("hunter2")]
    public void A_reference_leads_nowhere_else_and_is_not_repeated(string reference)
    {
        Write("outside", "hunter2", UnixFileMode.UserRead);

        var result = Store().Resolve(reference);

        Assert.Equal("HL0603", result.Problem!.Code.Code);
        Assert.DoesNotContain("hunter2", result.Problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Printing_a_result_does_not_print_the_secret()
    {
        Write("secrets/rack-ups", "hunter2", UnixFileMode.UserRead);

        Assert.DoesNotContain("hunter2", $"{Store().Resolve("secret:rack-ups")}", StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private SecretStore Store() => new(Path.Combine(_folder.Path, "secrets"), Path.Combine(_folder.Path, "credentials"));

    private void Write(string name, string content, UnixFileMode mode) => File.SetUnixFileMode(_folder.Write(name, content), mode);
}
