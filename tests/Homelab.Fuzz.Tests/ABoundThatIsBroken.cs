using Homelab.Fuzz.Tests.Targets;

namespace Homelab.Fuzz.Tests;

/// <summary>A bound that nothing can break finds nothing.</summary>
public sealed class ABoundThatIsBroken
{
    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, true, true)]

    // What another thread allocates shows only where all are measured.
    [InlineData(true, false, false)]
    public void Is_found_on_the_thread_that_takes_the_input_and_on_those_of_a_server(bool isElsewhere, bool isServed, bool isFound)
    {
        using var target = new Wasteful(isElsewhere, isServed);
        var failure = Record.Exception(() => Holding.Of(target, [1]));
        Assert.Equal(isFound, failure is InvalidOperationException);
    }

    private sealed class Wasteful(bool isElsewhere, bool isServed) : Target
    {
        private byte[] _wasted = [];

        public override string Name => "wasteful";

        public override bool IsServed => isServed;

        public override IReadOnlyList<byte[]> Words => [];

        public override void Take(byte[] input)
        {
            if (isElsewhere)
            {
                var thread = new Thread(Waste);
                thread.Start();
                thread.Join();
            }
            else
            {
                Waste();
            }
        }

        public override void Dispose() => _wasted = [];

        private void Waste() => _wasted = new byte[MostAllocated * 2];
    }
}
