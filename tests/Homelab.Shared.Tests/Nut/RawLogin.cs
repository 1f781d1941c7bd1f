using System.Net.Sockets;
using Homelab.TestKit.Nut;

namespace Homelab.Shared.Tests.Nut;

/// <summary>A foreign client that logs in as an upsmon does, word by word and without our own client.</summary>
internal sealed class RawLogin(int port) : IAsyncDisposable
{
    private readonly TcpClient _client = new("127.0.0.1", port);

    public async Task LogInAsync()
    {
        var stream = _client.GetStream();
        using var reader = new StreamReader(stream, leaveOpen: true);
        foreach (var line in new[] { "USERNAME other", "PASSWORD other", $"LOGIN {RealUpsd.Ups}" })
        {
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(line + "\n"));
            Assert.Equal("OK", await reader.ReadLineAsync());
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
