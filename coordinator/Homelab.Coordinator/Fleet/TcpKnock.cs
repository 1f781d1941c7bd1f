using System.Net.Sockets;

namespace Homelab.Coordinator.Fleet;

/// <summary>Asks whether anything at a TCP port still speaks.</summary>
internal static class TcpKnock
{
    /// <returns>True for an answer, false for silence, null where nobody was asked: no address is known, or the program stops.</returns>
    public static async Task<bool?> At(string host, int port, TimeSpan patience, TimeProvider clock, CancellationToken stoppingToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await using var timer = clock.CreateTimer(_ => bound.Cancel(), null, patience, Timeout.InfiniteTimeSpan);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, port, bound.Token);
            return true;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode switch
            {
                // A refusal is an answer: something there still speaks TCP.
                SocketError.ConnectionRefused or SocketError.ConnectionReset => true,
                SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery => null,
                _ => false,
            };
        }
        catch (OperationCanceledException)
        {
            return stoppingToken.IsCancellationRequested ? null : false;
        }
    }
}
