using System.Net;
using Homelab.Agent.Trust;
using Homelab.Coordinator.Tests.Api;
using Homelab.Coordinator.Tests.Readings;
using Homelab.Domain.Trust;
using Homelab.Files.Programs;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.Trust;

/// <summary>On the node itself, before anybody refuses them.</summary>
public sealed class CredentialsAreChecked : OneNodeAndItsCoordinator
{
    private readonly HandClock _clock = new();

    private protected override TimeProvider? Time => _clock;

    [Fact]
    public async Task What_is_right_is_said_with_its_end()
    {
        await Pi1.EnrolledAsync();
        Assert.Equal((true, "The certificate of pi1 is good until 2026-03-31."), Check());
        _clock.AdjustTime(_clock.GetUtcNow() + CertificateLife.OfNode * 0.8);
        Assert.Equal((true, "The certificate of pi1 is good until 2026-03-31; it should have been renewed by now."), Check());
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        Assert.StartsWith("This node was not enrolled", Wrong(), StringComparison.Ordinal);
        await Pi1.EnrolledAsync();
        Assert.Contains("is the certificate of pi1, and `node` is nas", Wrong("nas"), StringComparison.Ordinal);
        Mode(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Contains("can be read or written by others", Wrong(), StringComparison.Ordinal);
        Mode(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _clock.AdjustTime(_clock.GetUtcNow() + CertificateLife.OfNode);
        Assert.Contains("ended on 2026-03-31", Wrong(), StringComparison.Ordinal);
        Pi1.File.Write("rubbish");
        Assert.Contains("is damaged", Wrong(), StringComparison.Ordinal);
    }

    [Fact]
    public void In_the_clear_none_are_needed() => Assert.Equal((true, ""), CredentialCheck.Of(File("pi1") with { Coordinator = new("http://127.0.0.1:8441") }, _clock));

    private (bool IsUsable, string Sentence) Check(string node = "pi1") => CredentialCheck.Of(File(node), _clock);

    private AgentFileConfig File(string node) => new()
    {
        Node = node, Coordinator = Hub.Agents!, StateDirectory = Path.GetDirectoryName(Path.GetDirectoryName(Pi1.File.Path))!,
    };

    private void Mode(UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(Pi1.File.Path, mode);
        }
    }

    private string Wrong(string node = "pi1")
    {
        var (isUsable, sentence) = Check(node);
        Assert.False(isUsable);
        return sentence;
    }
}
