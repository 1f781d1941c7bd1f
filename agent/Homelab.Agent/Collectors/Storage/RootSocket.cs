using System.Net.Sockets;
using System.Text;
using Homelab.Domain.Storage;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>
/// The socket behind which homelab-agent-helper answers as root, one question a connection (deploy/systemd/homelab-agent-helper.socket; unix(7)). Bounded in time and in bytes.
/// </summary>
internal sealed class RootSocket(SysRoot root, TimeProvider clock)
{
    public const string Path = "run/homelab-agent-helper.socket";

    /// <summary>A drive that answers slowly is given up by its unit a little earlier.</summary>
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(70);

    public bool IsThere => root.Exists(Path);

    public async Task<RootAnswer> AskAsync(RootQuestion question)
    {
        if (root.Full(Path) is not { } path)
        {
            return RootAnswer.None($"there is no /{Path}");
        }

        using var bound = new CancellationTokenSource(s_bound, clock);
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), bound.Token);
            await socket.SendAsync(Encoding.ASCII.GetBytes($"{question}\n"), bound.Token);
            return await AnswerAsync(socket, bound.Token);
        }
        catch (SocketException failure)
        {
            return RootAnswer.None($"/{Path} does not answer ({failure.SocketErrorCode})");
        }
        catch (OperationCanceledException)
        {
            return RootAnswer.None($"the helper did not end within {s_bound.TotalSeconds:0} s");
        }
    }

    private static async Task<RootAnswer> AnswerAsync(Socket socket, CancellationToken cancellation)
    {
        var said = new byte[4096];
        var length = 0;
        while (await socket.ReceiveAsync(said.AsMemory(length), cancellation) is > 0 and var read)
        {
            length += read;
            if (length > RootAnswer.BytesMax)
            {
                return RootAnswer.None("the helper's answer is longer than any of smartctl's");
            }

            if (length == said.Length)
            {
                Array.Resize(ref said, length * 4);
            }
        }

        return RootAnswer.Parse(said.AsMemory(0, length));
    }
}
