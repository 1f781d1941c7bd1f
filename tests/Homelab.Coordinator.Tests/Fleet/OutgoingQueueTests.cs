using Homelab.Contracts.V1;
using Homelab.Coordinator.Fleet;

namespace Homelab.Coordinator.Tests.Fleet;

public sealed class OutgoingQueueTests : IDisposable
{
    private readonly OutgoingQueue _queue = new();

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task Power_overtakes_the_rest_and_keeps_its_own_order()
    {
        _queue.TryAdd(new CoordinatorFrame { Ack = new Ack() });
        _queue.TryAdd(new CoordinatorFrame { Lease = new Lease { Sequence = 1 } });
        _queue.TryAdd(new CoordinatorFrame { Order = new Order() });
        _queue.TryAdd(new CoordinatorFrame { Lease = new Lease { Sequence = 2 } });
        _queue.Complete(new CoordinatorFrame { Refusal = new Refusal() });

        Assert.Equal(["Lease", "Order", "Lease", "Ack", "Refusal", ""], await All());
    }

    [Fact]
    public void A_full_part_takes_no_more_and_the_other_part_still_does()
    {
        for (var i = 0; i < OutgoingQueue.MostOfEach; i++)
        {
            Assert.True(_queue.TryAdd(new CoordinatorFrame { Ack = new Ack() }));
        }

        Assert.False(_queue.TryAdd(new CoordinatorFrame { Ack = new Ack() }));
        Assert.True(_queue.TryAdd(new CoordinatorFrame { Lease = new Lease() }));
    }

    [Fact]
    public void Nothing_is_taken_after_the_end()
    {
        _queue.Complete(null);

        Assert.False(_queue.TryAdd(new CoordinatorFrame { Lease = new Lease() }));
    }

    private async Task<List<string>> All()
    {
        List<string> bodies = [];
        CoordinatorFrame? frame;
        do
        {
            frame = await _queue.TakeAsync(TestContext.Current.CancellationToken);
            bodies.Add(frame?.BodyCase.ToString() ?? "");
        }
        while (frame is not null);
        return bodies;
    }
}
