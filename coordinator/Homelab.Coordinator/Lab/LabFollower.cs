namespace Homelab.Coordinator.Lab;

/// <summary>Hands each new content of the lab file to the holder.</summary>
public sealed class LabFollower(LabFileSource file, LabHolder holder) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await file.Next(stoppingToken) is { } result)
        {
            holder.Offer(result);
        }
    }
}
