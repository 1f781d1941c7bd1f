using Homelab.Contracts.V1;
using Homelab.Coordinator.Outage;
using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Tests.Outage;

public class WhatAHelloSays
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whether_anything_may_power_its_node_off(bool may) =>
        Assert.Equal(may, Assert.IsType<OutageInput.NodeHello>(PowerFrames.Hello("web", new Hello { MayPowerOff = may })).MayPowerOff);
}
